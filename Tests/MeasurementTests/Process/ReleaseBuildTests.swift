import Testing

@testable import Measurement

@Suite struct ReleaseBuildTests {
    @Test func `the build folder is that of SwiftPM and of nobody else`() {
        #expect(ReleaseBuild.buildFolder(of: "/p/.build/x86_64-unknown-linux-gnu/release/bench-suite") == "/p/.build")
        #expect(ReleaseBuild.buildFolder(of: "/p/.build/x86_64-unknown-linux-gnu/debug/bench-suite") == "/p/.build")
        #expect(ReleaseBuild.buildFolder(of: "/usr/local/bin/bench-suite") == nil)
    }
}
