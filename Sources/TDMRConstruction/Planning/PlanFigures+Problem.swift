extension PlanFigures {
    /// Adds a TDMR's own figures.
    mutating func add(_ problem: PlanningProblem, granules: Int, areas: Int) {
        let time = problem.initTime(granules: granules, areas: areas)
        serialTime += time
        longestTime = max(longestTime, time)
        self.areas += areas
        mostAreas = max(mostAreas, areas)
        self.granules += granules
        pamtPages += problem.map.pamtPages(granules: granules)
        mainTablePages += problem.map.mainTablePages(granules: granules)
    }
}
