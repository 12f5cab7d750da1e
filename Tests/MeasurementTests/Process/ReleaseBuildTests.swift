import Testing

@testable import Measurement

@Suite struct ReleaseBuildTests {
    @Test(arguments: [["--version"], ["run", "--help"], ["-h"], ["--generate-completion-script", "zsh"]])
    func `a line of text needs no optimised build`(arguments: [String]) {
        #expect(ReleaseBuild.isAnsweredByAnyBuild(arguments))
    }

    @Test(arguments: [[], ["run"], ["check", "--skip", "counts"], ["list"]])
    func `what measures needs one`(arguments: [String]) { #expect(!ReleaseBuild.isAnsweredByAnyBuild(arguments)) }
}
