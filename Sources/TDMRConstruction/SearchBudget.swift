/// The limits on the planner's work, all in one place, each with its reason and its cost.
///
/// No cap decides what is claimed: claims come from the lemmas in `Prove`, and from `ExhaustiveSearch` only when it says that it tried everything.
enum SearchBudget {
    /// Slices and runs up to which a machine counts as small: every way to cover, place and fill is tried. Real machines have below 300 slices. Above, a search over pairs of
    /// slices would be felt (2,000 slices: 2 million pairs), so only coverages made in one sweep are tried.
    static let manySlices = 2_000
    static let manyRuns = 20_000
    /// Intervals that the cover program looks at before it gives up; about 0.2 s. Costs: coverages of least sum on maps of thousands of granules with holes.
    static let coverIntervals = 20_000_000
    /// Slices cut into pieces for the cover program.
    static let coverPieces = 20_000
    /// The longest gaps that a TDMR may bridge, in granules, shorter ones first: longer ones are worth a try mainly where the shorter ones leave too many TDMRs. Costs: a
    /// coverage between two of these. Where tables are to fill what is left out, only the short ones are tried.
    static let bridgedGaps = [0, 4, 64, Int.max]
    static let bridgedGapsOfLeftOut = [0, 4]
    /// The steps to which times are halved: a coverage that is quicker by less than such a share of its time may be missed.
    static let timeSteps = 1 << 20
    /// Areas of a TDMR beyond this number, 256 times what the module takes, cost no time: so the time of all memory that 52 address bits reach stays below 2^63. A plan's time and its
    /// bounds leave out the same.
    static let chargedAreas = 4_096
    /// Free places for tables that are kept for each table that may be wanted, the longest first: at most one is opened for each, and the cheapest of some more can be chosen.
    static let sitesForTable = 4
    /// Coverages of an estimate good enough that tables are placed for them. More than these were never better on the datasets.
    static let placedCoverages = 4
    /// Sparse granules that tables are made to fill together. They are taken in the order of their memory, so more of them hardly fit a machine's tables.
    static let sparseGranules = 12
    /// Stretches at whose ends granules are filled where tables may lie on any node: beside sparse granules, and by themselves.
    static let filledStretches = 3
    static let filledStretchesAlone = 16
    /// TDMRs halved so that there are 1G tables enough for a piece's last pages: as many as a module takes in all.
    static let halvedTDMRs = 64
    /// Times that a plan is covered anew around its own tables.
    static let refinements = 3
    /// Pairs of TDMRs that are joined for a try: a plan of 64 TDMRs is gone through about four times.
    static let merges = 256
    /// Cuts of the TDMRs that take longest, tried where a plan was found for another number of LPs: three times sixteen.
    static let splits = 48
    /// TDMRs of more than this many eighths of the longest are cut together with it, at so many places around their middles.
    static let longEighths = 7
    static let cutOffsets = 8
    /// Covers tried for the same fill targets: anew with fewer TDMRs where the cuts for the targets make too many of them.
    static let coversForCuts = 2
    /// Steps of the search for tables that fill a fragment to the page. Longer ones are not filled: a plan may need an area more.
    static let fillSteps = 2_000
    /// Sets of TDMRs, and steps of their placements, that the exhaustive search tries of each number of TDMRs: some tenths of a second in all. Beyond it a machine's plan is not
    /// said to be the best of all.
    static let exhaustiveCovers = 6_000
    static let exhaustiveSteps = 200_000
    /// The same where no plan is known that withholds nothing.
    static let exhaustiveStepsToServeAll = 1_000_000
    /// Granules with memory up to which a machine is searched exhaustively: more where no plan is known that withholds nothing, because few sets of TDMRs serve all. (Of real logs and
    /// presets no plan became better with more.) And numbers of granules without memory that the search may use: the first with which there are not too many sets.
    static let exhaustiveGranules = 14
    static let exhaustiveGranulesToServeAll = 64
    static let exhaustiveEmptyGranules = [13, 9, 7, 5, 4, 3, 2, 1, 0]
    /// Nodes up to which the exhaustive search tells apart where each table lies: it follows tables on each of them, so that its labels grow with every node.
    static let exhaustiveNodes = 4
    /// Holes, and runs, up to which a machine is searched exhaustively: each set of TDMRs is examined once for each of them, and a placement counts areas in 16 bits.
    static let exhaustivePieces = 1_024
    /// Different sets of tables left that a placement of the exhaustive search tells apart. With more, these TDMRs are not tried, and not every plan was.
    static let exhaustiveTables = 4_096
    /// Sets of tables that may fill the runs outside of the TDMRs so far; with more, a placement is not held to what further runs need.
    static let exhaustiveNeeds = 256
    /// If the first figure is not proven, the machine is planned again with up to this many lower limits on TDMRs and on areas, and with up to `neutralGaps` gaps reserved, but
    /// only if it has at most `runsOfLesserMachines` runs: each costs a search. With more of them a machine would more rarely be planned worse than one with less of something.
    static let lesserMachines = 4
    static let neutralGaps = 8
    /// Other numbers of LPs for which the machine is planned too. Costs: what only a number between these would find.
    static let otherProcessors = [2, 4, 8, 16]
    static let runsOfLesserMachines = 40
    static let runsOfManyLesserMachines = 16
    /// Granules up to which both limits are lowered at once (above, 1 of 750 plans improved, by one TDMR of fourteen, for two thirds of the planning time), and each lesser machine is planned
    /// in every way there is.
    static let granulesOfLimitsTogether = 64

    // Where memory must be withheld. More work would withhold less; a plan is found with any of these.

    /// Runs above which only the most promising extents, the first choice of each kind, are given tables.
    static let runsOfAllWithholding = 50_000
    /// Slices up to which the extents are chosen with all mixtures of `LossWeights`, above with the first one only.
    static let slicesOfAllWeights = 2_000
    /// The mixtures of the two ways to count what is lost, in sixteenths of the first.
    static let lossWeights = [16, 12, 8, 4, 0]
    /// A slice of granules that one run fills whole is at most this part of the largest TDMR, so that TDMRs can begin and end in it.
    static let plainSlicesInTDMR = 32
    /// TDMRs that are valued, as pairs of a first and a last stretch; where there are more, stretches are joined.
    static let valuedTDMRs = 2_000_000
    /// The same for each class of table sizes of `ScarceRuns`, and the classes: sizes down to four fifths of a class's largest are treated as equal.
    static let valuedTDMRsOfScarceRuns = 200_000
    static let classesOfScarceRuns = 12
    /// Areas of a TDMR above which its areas count as unlimited: a TDMR's best fragments are chosen for each number up to that.
    static let countedAreas = 256
    /// Prices of a TDMR that are tried until the extents are as many as there may be. Each is the meeting point of two lines of a convex bound, of which few are needed.
    static let prices = 24
    /// About how many starts of a TDMR are tried inside a joined stretch.
    static let startsInJoinedStretch = 8
}
