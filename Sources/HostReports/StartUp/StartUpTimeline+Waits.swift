public import TDXHost
internal import TDXModule

extension StartUpTimeline {
    /// The waits that follow from the timeline.
    public var waits: StartUpWaits {
        let total = initialisation.usable.last?.granules ?? 0
        let half = initialisation.usable.first { 2 * $0.granules >= total }?.time ?? .zero
        return StartUpWaits(
            boot: end, bootWithBackground: end - initialisation.end,
            firstGranule: initialisation.firstUsable ?? .zero, half: half, all: initialisation.end)
    }
}
