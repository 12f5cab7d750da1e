import Testing

@testable import Measurement

@Suite struct ReleaseBuildTests {
    @Test(arguments: [["--version"], ["run", "--help"], ["-h"], ["--generate-completion-script", "zsh"]])
    func `a line of text needs no optimised build`(arguments: [String]) {
        #expect(ReleaseBuild.isAnsweredByAnyBuild(arguments))
    }

    @Test(arguments: [[], ["run"], ["check", "--skip", "counts"], ["list"]])
    func `what measures needs one`(arguments: [String]) { #expect(!ReleaseBuild.isAnsweredByAnyBuild(arguments)) }

    @Test func `the build folder is that of SwiftPM and of nobody else`() {
        #expect(ReleaseBuild.buildFolder(of: "/p/.build/x86_64-unknown-linux-gnu/release/bench") == "/p/.build")
        #expect(ReleaseBuild.scratchFolder(of: "/p/.build/x86_64-unknown-linux-gnu/debug/bench") == "/p/.build")
        #expect(ReleaseBuild.scratchFolder(of: "/p/.build/x86_64-unknown-linux-gnu/release/bench") == nil)
        #expect(ReleaseBuild.buildFolder(of: "/usr/local/bin/bench") == nil)
    }
}
