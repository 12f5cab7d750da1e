import Testing

@testable import Measurement

@Suite struct CPUListTests {
    @Test(arguments: [
        ("0-3,8", [0, 1, 2, 3, 8]), ("5", [5]), ("", []), ("3-1,7", [7]), ("x,2-", [2]), ("0-4294967296,1", [1]),
    ])
    func `a list of the kernel gives its CPUs, and what is not one gives none`(_ list: String, _ cpus: [Int]) {
        #expect(CPUList.numbers(list) == cpus)
    }
}
