import PhysicalMemory
import Properties
import TDXModule

/// A call of TDH.SYS.CONFIG that is nearly right: the judges say what the rules say, word by word.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var bytes = Draws(bytes: ReaderProperties.bytes(start, count))
    let (call, platform) = bytes.call()
    CaseProperties.check(call, platform)
    return 0
}

/// Values drawn from the input, close to those at which a rule turns.
private struct Draws {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func byte() -> UInt64 {
        defer { position += 1 }
        return position < bytes.count ? UInt64(bytes[position]) : 0
    }

    /// A multiple of `unit`, now and then a few bytes or pages off, or anything.
    mutating func value(_ unit: UInt64) -> UInt64 {
        let kind = byte()
        let value = (byte() & 0x0f) &* unit
        switch kind {
        case 0..<200: return value
        case 200..<220: return value &+ (byte() & 7) &* 4096
        case 220..<235: return value &- (byte() & 3) &* 4096
        case 235..<245: return value &+ byte()
        default: return (0..<8).reduce(0) { value, _ in value << 8 | byte() }
        }
    }

    mutating func call() -> (ConfigCall, ConfigPlatform) {
        let gib: UInt64 = 1 << 30
        var platform = ConfigPlatform()
        let versions = ModuleVersionNumber.published
        platform.rules = .of(versions[Int(byte()) % versions.count])
        platform.seamRange = SEAMRange(base: PhysicalAddress(value(0x40000)), size: ByteCount(value(0x1000)))
        for _ in 0..<byte() & 3 {
            platform.cmrs.append(CMR(base: PhysicalAddress(value(gib)), size: ByteCount(value(4 * gib))))
        }
        var entries: [TDMRInfo] = []
        for index in 0..<byte() & 3 {
            var info = TDMRInfo.zero
            info.base = PhysicalAddress(value(gib) &+ index &* 4 &* gib)
            info.size = ByteCount(value(gib))
            info.pamt1G = table()
            info.pamt2M = table()
            info.pamt4K = table()
            for _ in 0..<byte() & 3 {
                info.reservedAreas.append(
                    ReservedArea(offset: ByteCount(value(1 << 26)), size: ByteCount(value(1 << 26))))
            }
            entries.append(info)
        }
        let flags = 64 &+ (byte() > 250 ? value(1 << 14) : 0) | (byte() & 3 == 3 ? 1 << 16 : 0)
        let operands = ConfigOperands(
            list: PhysicalAddress(byte() > 250 ? value(512) : 0x100000),
            count: byte() > 250 ? byte() : UInt64(entries.count), keyIDAndFlags: flags)
        return (ConfigCall(operands: operands, entries: entries), platform)
    }

    private mutating func table() -> PAMTTable {
        PAMTTable(base: PhysicalAddress(value(1 << 26)), size: ByteCount(value(1 << 22)))
    }
}
