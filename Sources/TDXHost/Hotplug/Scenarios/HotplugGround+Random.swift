import MemoryMaps
import PhysicalMemory
import SeededRandom

extension HotplugGround {
    /// Events of every kind, most of them sensible: what is taken away was there before, unless a policy refused it.
    func randomEvents(_ count: Int, seed: UInt64) -> [HotplugEvent] {
        var story = RandomHotplugStory(self, seed: seed)
        return (0..<count).map { _ in story.next() }
    }
}
