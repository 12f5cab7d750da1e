extension HotplugEventResult {
    /// Counts a decision, for one block or several.
    mutating func take(_ decision: HotplugDecision, blocks: Int = 1) {
        switch decision {
        case .accept: accepted += blocks
        case .acceptOn(let node):
            accepted += blocks
            splitTo = splitTo ?? node
        case .refuse(let refusal):
            refused += blocks
            self.refusal = self.refusal ?? refusal
        }
    }
}
