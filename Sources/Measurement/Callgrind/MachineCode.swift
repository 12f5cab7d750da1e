/// Machine code of this program as the system's disassembler prints it.
package enum MachineCode {
    /// An instruction.
    package struct Line: Hashable, Sendable {
        /// Where it lies in the program's file.
        package var address: UInt64
        /// `mov    (%rdi,%rax,8),%rcx`
        package var text: String

        package init(address: UInt64, text: String) {
            self.address = address
            self.text = text
        }
    }

    /// The instructions of `range`; nil where there is no objdump or it cannot read the program.
    package static func lines(_ range: ClosedRange<UInt64>) -> [Line]? {
        guard let objdump = Programs.objdump, let program = ChildProcess.ownExecutable else { return nil }
        let arguments = [
            "-d", "--no-show-raw-insn", "--start-address=\(range.lowerBound)",
            // The last instruction is some bytes long; at most 15 on x86.
            "--stop-address=\(range.upperBound + 16)", program,
        ]
        guard let (code, output) = try? ChildProcess(objdump, arguments, errors: .discarded).captured(), code == 0
        else { return nil }
        let lines = parse(String(decoding: output, as: UTF8.self)).filter { range.contains($0.address) }
        return lines.isEmpty ? nil : lines
    }

    /// Lines of the form `  401136:\tpush   %rbp`; names in angle brackets, long and mangled, are left out.
    static func parse(_ text: String) -> [Line] {
        text.split(separator: "\n").compactMap { line in
            guard let colon = line.firstIndex(of: ":"),
                let address = UInt64(line[..<colon].drop { $0 == " " }, radix: 16)
            else { return nil }
            let code = line[line.index(after: colon)...].drop { $0 == "\t" || $0 == " " }
            guard !code.isEmpty else { return nil }
            let plain = code.prefix { $0 != "<" && $0 != "#" }
            return Line(address: address, text: String(plain.reversed().drop { $0 == " " }.reversed()))
        }
    }
}
