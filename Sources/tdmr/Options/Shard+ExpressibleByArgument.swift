import ArgumentParser
import Measurement

extension Shard: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
