import ArgumentParser
import MemoryMaps

extension InputError: BadInput {
    var badInputLine: String { description }
}
