extension AreaOrigin {
    /// Where the area comes from, in words.
    public var sentence: String { sentence(nil) }

    /// Where the area comes from, in words.
    /// - Parameter types: the firmware's types of the memory there; nil where they are not known.
    public func sentence(_ types: String?) -> String {
        switch self {
        case .firstMiB: "the first MiB, which TDX never uses"
        case .hole: "between two regions: " + (types ?? "kept by firmware, or no memory")
        case .belowFirstRegion: "from the TDMR's base, on a 1 GiB border, up to the first region"
        case .aboveLastRegion: "from the last region up to the TDMR's end, on a 1 GiB border"
        case .pamt(let tdmr): "the PAMT of TDMR \(tdmr)"
        }
    }
}
