import Measurement
import Reporting
import SystemPackage

/// The result of the last run that named no file, kept in the build folder for `bench show`.
enum LastResult {
    /// `.build/bench-last.json`; nil for a program that does not lie in a build folder.
    static var path: FilePath? { ReleaseBuild.buildFolder?.appending("bench-last.json") }

    /// Writes the file and returns its path; nil where it cannot be written or another run is writing it, which is not an error because no file was requested. Results of debug
    /// builds are not kept.
    static func keep(_ json: [UInt8]) -> FilePath? {
        guard !ReleaseBuild.isDebug, let path, let file = try? ExclusiveFile(path, replaces: true) else { return nil }
        return (try? file.save(json)) == nil ? nil : path
    }
}
