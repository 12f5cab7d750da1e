/// Why a construction is not tried on an input.
enum ConstructionMismatch: Error, CustomStringConvertible {
    /// It places tables in contiguous runs alone, and the input asks for another placement.
    case tablesContiguous
    /// It holds as many TDMRs as a module takes, and the input has more.
    case moreTDMRsThanModule
    case cmrsUnknown
    /// It reads as many CMRs as a module reports, and the input has this many.
    case moreCMRsThanModule(Int)

    var description: String {
        switch self {
        case .tablesContiguous: "its tables are contiguous runs"
        case .moreTDMRsThanModule: "more TDMRs than the module takes"
        case .cmrsUnknown: "the CMRs are unknown"
        case .moreCMRsThanModule(let count): "\(count) CMRs; a module reports 32 at most"
        }
    }
}
