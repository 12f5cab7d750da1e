public import TDXHost
internal import TDXModule

extension StartUpTimeline {
    /// The waits that follow from the timeline.
    public var waits: StartUpWaits {
        let total = initialization.usable.last?.granules ?? 0
        let half = initialization.usable.first { 2 * $0.granules >= total }?.time ?? .zero
        return StartUpWaits(
            boot: end, bootWithBackground: end - initialization.end,
            firstGranule: initialization.firstUsable ?? .zero, half: half, all: initialization.end)
    }
}
