import Foundation
import Testing
import TestSupport
@testable import Measurement

@Suite struct ProgramsTests {
    @Test func `a program is found in absolute folders alone, and only as a file that can be run`() throws {
        let folder = try TestSupport.TemporaryFolder()
        let (one, two) = (folder.url.appending(path: "one"), folder.url.appending(path: "two"))
        for url in [one.appending(path: "tool"), two] {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }
        _ = FileManager.default.createFile(
            atPath: two.appending(path: "tool").path, contents: Data("#!/bin/sh\n".utf8),
            attributes: [.posixPermissions: 0o755])
        #expect(Programs.path("tool", in: "relative::.:\(one.path):\(two.path)") == two.appending(path: "tool").path)
        #expect(Programs.path("tool", in: ".:bin") == nil)
        for program in Programs.found { #expect(program.hasPrefix("/")) }
    }
}
