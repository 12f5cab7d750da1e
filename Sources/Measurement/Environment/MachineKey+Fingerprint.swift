extension MachineKey {
    /// 16 hexadecimal digits (FNV-1a) over the facts that times depend on, without the version of valgrind.
    package var fingerprint: String {
        var key = self
        key.valgrind = nil
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in key.description.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
