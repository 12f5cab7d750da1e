import MemoryMaps
public import TDXHost
public import TDXModule

extension HotplugTally {
    /// The refusals as a user sees them, most frequent kind first: error number, message if there is one, and count. Of several messages of one kind
    /// the first.
    public var messages: [(errno: HostErrno, text: String?, count: Int)] {
        refusals.compactMap { $0 }.map { (errno: $0.first.errno, text: $0.first.message, count: $0.count) }.sorted {
            $0.count > $1.count
        }
    }
}
