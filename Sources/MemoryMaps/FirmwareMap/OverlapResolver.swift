/// Makes an ascending, disjoint list of a firmware map whose entries may be unsorted and may overlap.
///
/// All members give exactly what Linux's e820 update gives: at each address the highest type number wins; touching ranges of one type become one,
/// except for types that keep their borders, which are cut wherever any entry begins or ends.
public protocol OverlapResolver: Sendable {
    /// The algorithm's name in `bench`.
    static var name: String { get }

    /// The list that `ranges` stand for; they may be in any order and overlap.
    static func resolve(_ ranges: [FirmwareRange]) -> [FirmwareRange]
}
