extension SEAMCALLStatus {
    /// What the status means in one module version, where its rules differ from other versions' or explain more than the name does; nil elsewhere.
    /// - Parameters:
    ///   - leaf: the call that gave it; nil: not known.
    ///   - module: the version that answered.
    public func remark(leaf: SEAMCALLLeaf?, module: ModuleVersionNumber) -> String? {
        let rules = ModuleRules.of(module)
        if since != nil, !rules.supportsDynamicPAMT { return "module \(module) has no dynamic PAMT and never gives it" }
        guard code == 0xc000_0100, let leaf = leaf?.withoutVersion else { return nil }
        switch (leaf, detail) {
        case (.pamtAdd, 0), (.pamtRemove, 0):
            return rules.supportsDynamicPAMT
                ? "TDH.SYS.CONFIG did not enable dynamic PAMT (R8 bit 16)"
                : "module \(module) does not know the leaf: it has no dynamic PAMT"
        case (.extInit, 0), (.extMemAdd, 0), (.sysDisable, 0): return "no public module version knows the leaf"
        case (.sysConfig, 0), (.sysUpdate, 0):
            return rules.hasLeafVersions
                ? "module \(module) knows versions 0 and 1 of the leaf, no reserved bits of RAX"
                : "module \(module) knows version 0 of the leaf alone"
        case (.sysConfig, 8): return Self.configOperand(rules, module)
        case (.sysConfig, 9) where rules.hasLeafVersions, (.sysUpdate, 9) where rules.hasLeafVersions:
            return "R9 asks for a feature that FEATURES0 does not have"
        case (.sysConfig, 10) where rules.hasLeafVersions, (.sysUpdate, 10) where rules.hasLeafVersions:
            return "R10 must be 0"
        default: return nil
        }
    }

    /// R8 of TDH.SYS.CONFIG: the module's own KeyID, and bit 16.
    private static func configOperand(_ rules: ModuleRules, _ module: ModuleVersionNumber) -> String {
        switch rules.bit16 {
        case .reserved:
            "R8 bit 16 must be 0 in module \(module), which has no dynamic PAMT; otherwise R8 holds a KeyID that is not private to TDX"
        case .ignored: "module \(module) accepts R8 bit 16 and ignores it: R8 holds a KeyID that is not private to TDX"
        case .dynamicPAMT:
            rules.limitsKeyIDStart
                ? "with R8 bit 16, dynamic PAMT, module \(module) requires KeyIDs to start at address bit 48 or below: with 52 address bits the firmware must give 4 KeyID bits or more; otherwise R8 holds a KeyID that is not private to TDX"
                : "R8 holds a KeyID that is not private to TDX, or a reserved bit of R8 is set"
        }
    }
}
