import CProbes

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Names of a symbol table.
package enum SymbolName {
    /// As written in Swift where it is a symbol of Swift; unchanged where not.
    package static func readable(_ symbol: String) -> String {
        guard let text = swift_demangle(symbol, symbol.utf8.count, nil, nil, 0) else { return symbol }
        defer { free(text) }
        return String(cString: text)
    }
}
