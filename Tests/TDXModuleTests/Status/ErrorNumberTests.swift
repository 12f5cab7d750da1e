import TDXModule
import Testing

@Suite struct ErrorNumberTests {
    @Test func `a number stands for the errno that it is, and for none otherwise`() {
        for errno in HostErrno.allCases {
            #expect(ErrorNumber(errno).errno == errno && ErrorNumber(errno).rawValue == UInt64(errno.rawValue))
        }
        for number in [0, 2, 4095, UInt64(Int.max), .max] { #expect(ErrorNumber(rawValue: number).errno == nil) }
    }
}
