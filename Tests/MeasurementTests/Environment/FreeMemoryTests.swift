import PhysicalMemory
import Testing

@testable import Measurement

@Suite struct FreeMemoryTests {
    @Test func `the kernel's line and a control group's limit are read`() {
        #expect(FreeMemory.available("MemTotal: 24684036 kB\nMemAvailable:   23893660 kB\n") == .kib(23_893_660))
        #expect(FreeMemory.available("MemTotal: 24684036 kB\n") == nil)
        #expect(FreeMemory.available("MemAvailable:\n") == nil)
        #expect(FreeMemory.room(limit: 5 << 20, used: 2 << 20) == .mib(3))
        #expect(FreeMemory.room(limit: 1 << 20, used: 2 << 20) == .zero)
        #expect(FreeMemory.room(limit: nil, used: 2 << 20) == nil)
    }
}
