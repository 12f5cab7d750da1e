import ArgumentParser
import Measurement

extension PlantedSlowdown: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
