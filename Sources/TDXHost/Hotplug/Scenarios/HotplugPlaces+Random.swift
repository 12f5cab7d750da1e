import MemoryMaps
import PhysicalMemory
import SeededRandom

extension HotplugPlaces {
    /// Events of every kind, most of them sensible: what is taken away was there before, unless a policy refused it.
    func randomEvents(_ count: Int, seed: UInt64) -> [HotplugEvent] {
        var events = RandomHotplugEvents(self, seed: seed)
        return (0..<count).map { _ in events.next() }
    }
}
