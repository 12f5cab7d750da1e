import ArgumentParser
import TDXHost

extension HotplugScenario: ExpressibleByArgument {}
