import Foundation
package import PhysicalMemory
package import TDXModule

/// One input of `Tests/Fixtures/linux` or `linux-dpamt` with the genuine kernel's answers: plain and with the CMR patch, with static and with dynamic PAMT.
package struct LinuxVector: Sendable, CustomStringConvertible {
    package var name: String
    package var limits = ModuleLimits.standard
    package var placement = "off-map"
    package var packages = 1
    package var keyIDs = KeyIDCounts.usual
    package var memory: [MemoryRegion] = []
    package var cmrs: [CMR] = []
    /// The forced place of the I-th PAMT, whatever lies there.
    package var scriptedPAMTs: [Int: PageFrame] = [:]
    /// The PAMT allocation that fails.
    package var failingPAMT: Int?
    package var queries: [PageRange] = []
    /// One past the highest page at boot, where the vector states it.
    package var statedMaxPFN: PageFrame?
    /// Whether there is no memory for the reference counts.
    package var failsReferenceCounts = false

    package var description: String { name }

    /// All vectors with static PAMT, by name.
    package static let all = read("linux")
    /// All vectors with dynamic PAMT: the same and those of their own.
    package static let dynamic = all + read("linux-dpamt")

    private static func read(_ folder: String) -> [LinuxVector] {
        let directory = Fixtures.directory.appending(path: folder)
        let files = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return files.filter { $0.hasSuffix(".in") }.sorted().map { LinuxVector(file: directory.appending(path: $0)) }
    }

    /// One past the highest page at boot.
    package var maxPFN: PageFrame { statedMaxPFN ?? memory.map(\.end).max() ?? PageFrame(0) }

    private init(file: URL) {
        name = file.deletingPathExtension().lastPathComponent
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            preconditionFailure("no vector at \(file.path)")
        }
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard let directive = words.first else { continue }
            take(String(directive), words.dropFirst().map(String.init))
        }
    }

    private mutating func take(_ directive: String, _ words: [String]) {
        func number(_ index: Int) -> UInt64 {
            let word = words[index]
            let value = word.hasPrefix("0x") ? UInt64(word.dropFirst(2), radix: 16) : UInt64(word)
            guard let value else { preconditionFailure("\(name): bad number \(word)") }
            return value
        }
        switch directive {
        case "limits":
            let bits = limits.pamtBitmapBits
            limits = ModuleLimits(
                maxTDMRs: Int(number(0)), maxReservedAreas: Int(number(1)), pamtEntrySize4K: ByteCount(number(2)),
                pamtEntrySize2M: ByteCount(number(3)), pamtEntrySize1G: ByteCount(number(4)), pamtBitmapBits: bits)
        case "memblock":
            memory.append(MemoryRegion(pages: PageRange(number(0), number(1)), node: NodeID(UInt32(number(2)))))
        case "cmr": cmrs.append(CMR(base: PhysicalAddress(number(0)), size: ByteCount(number(1))))
        case "pamt_policy":
            placement = ["none": "off-map", "topdown": "top-down", "contig": "contig"][words[0]] ?? words[0]
        case "pamt_at": scriptedPAMTs[Int(number(0))] = PageFrame(number(1))
        case "pamt_fail": failingPAMT = Int(number(0))
        case "packages": packages = Int(number(0))
        case "keyids": keyIDs = KeyIDCounts(mktme: UInt32(number(0)), tdx: UInt32(number(1)))
        case "bitmap_bits": limits.pamtBitmapBits = Int(number(0))
        case "max_pfn": statedMaxPFN = PageFrame(number(0))
        case "refcount_fail": failsReferenceCounts = true
        case "online": queries.append(PageRange(number(0), number(0) + number(1)))
        default: preconditionFailure("\(name): unknown directive \(directive)")
        }
    }

    /// The genuine kernel's answer.
    package func expected(cmrPatch: Bool, pamt: PAMTMode = .static) throws -> LinuxVectorAnswer {
        let variant = (pamt == .dynamic ? ".dpamt" : "") + (cmrPatch ? ".cmr" : "")
        let file = Fixtures.directory.appending(
            path: "\(pamt == .dynamic ? "linux-dpamt" : "linux")/\(name)\(variant).json")
        return try JSONDecoder().decode(LinuxVectorAnswer.self, from: Data(contentsOf: file))
    }
}
