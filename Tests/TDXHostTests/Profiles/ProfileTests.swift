import MemoryMaps
import PhysicalMemory
import TDXHost
import TDXModule
import Testing

@Suite struct ProfileTests {
    private static let old = ModuleVersionNumber(1, 5, 1)
    private static let new = ModuleVersionNumber(2, 0, 18)

    @Test func `names are those of kernels and of published modules`() throws {
        for kernel in KernelProfile.all { #expect(try ProfileRequest.kernel(named: kernel.name) == kernel) }
        for module in ModuleVersionNumber.published {
            #expect(try ProfileRequest.module(named: module.description) == module)
        }
        // 6.8 has the layouts of 7.3 and is not to be named.
        for name in ["6.8", "", "TIP"] {
            #expect(throws: ProfileError.unknownKernel(name)) { try ProfileRequest.kernel(named: name) }
        }
        for name in ["1.5", "9.9.99", "x"] {
            #expect(throws: ProfileError.unknownModule(name)) { try ProfileRequest.module(named: name) }
        }
    }

    /// Whatever is asked for and logged: what is named counts, then the log, then what is usual.
    @Test func `what is named comes before the log, and the log before what is usual`() {
        var judged = 0
        for kernel in [nil] + KernelProfile.all as [KernelProfile?] {
            for module in [nil] + ModuleVersionNumber.published as [ModuleVersionNumber?] {
                for logged in [nil] + ModuleVersionNumber.published as [ModuleVersionNumber?] {
                    for asksForDynamic in [false, true] {
                        let request = ProfileRequest(kernel: kernel, module: module, dynamicPAMT: asksForDynamic)
                        let usual = kernel ?? (asksForDynamic ? .tip : .v7_3)
                        let expected =
                            module ?? (asksForDynamic ? nil : logged) ?? (usual == .tip ? Self.new : Self.old)
                        let rules = ModuleRules.of(expected)
                        let answer = Result { () throws(ProfileError) in try request.profile(logged: logged) }
                        if asksForDynamic, usual != .tip {
                            #expect(answer == .failure(.kernelWithoutDynamicPAMT("7.3")))
                        } else if asksForDynamic, !rules.supportsDynamicPAMT {
                            #expect(answer == .failure(.moduleWithoutDynamicPAMT(expected)))
                        } else {
                            let profile = PlatformProfile(kernel: usual, module: expected)
                            #expect(answer == .success(profile), "\(profile.description)")
                            #expect(
                                profile.pamt
                                    == (usual == .tip && rules.announcesDynamicPAMT ? .dynamic : .static),
                                "\(profile.description)")
                        }
                        judged += 1
                    }
                }
            }
        }
        #expect(judged > 100)
    }

    private static func log(_ module: String?, hasDynamicPAMT: Bool = false, pamtSize: ByteCount? = nil) -> TDXLogFacts
    {
        var facts = TDXLogFacts()
        facts.module = module
        facts.hasDynamicPAMT = hasDynamicPAMT
        facts.pamtSize = pamtSize
        return facts
    }

    @Test func `a log that tells of the same machine contradicts nothing`() {
        #expect(PlatformProfile.standard.contradictions(Self.log(nil)) == [])
        #expect(PlatformProfile.standard.contradictions(Self.log("1.5.01", pamtSize: .kib(1000))) == [])
        #expect(
            PlatformProfile.dynamicPAMT.contradictions(Self.log("2.0.18", hasDynamicPAMT: true, pamtSize: .kib(9)))
                == [])
        // A log that ends before the PAMTs does not say which kind they are of.
        #expect(PlatformProfile.dynamicPAMT.contradictions(Self.log("2.0.18")) == [])
    }

    @Test func `another kernel and another module are each named`() {
        let both = PlatformProfile.standard.contradictions(Self.log("2.0.18", hasDynamicPAMT: true))
        #expect(
            both == [
                "the log says that its kernel enabled dynamic PAMT; the answer is for Linux 7.3, module 1.5.01, static PAMT",
                "the log's module is 2.0.18; the answer is for 1.5.01",
            ])
        let other = PlatformProfile.dynamicPAMT.contradictions(Self.log(nil, pamtSize: .kib(5)))
        #expect(
            other == [
                "the log's kernel did not enable dynamic PAMT; the answer is for Linux tip, module 2.0.18, dynamic PAMT"
            ])
    }
}
