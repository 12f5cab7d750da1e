/// The kernel's lists of CPUs, like `0-3,8`.
enum CPUList {
    /// The CPUs of a list, in its order; parts that are not numbers below 65,536 are left out.
    static func numbers(_ list: String) -> [Int] {
        list.split(separator: ",").flatMap { part -> [Int] in
            let bounds = part.split(separator: "-").compactMap { Int($0) }
            guard let first = bounds.first, let last = bounds.last, last >= first, last < 1 << 16 else { return [] }
            return Array(first...last)
        }
    }
}
