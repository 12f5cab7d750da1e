import MemoryMaps
import Properties

/// A recipe file; a machine that can be made is a valid one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: ReaderProperties.bytes(start, count), as: UTF8.self)
    guard var file = ReaderProperties.reading({ () throws(InputError) in try RecipeFile.read(text, name: "fuzz") })
    else { return 0 }
    // Millions of regions take their time and are made like a thousand.
    if file.recipe.preset?.hasPrefix("adversarial-64n") == true
        || file.recipe.settings.contains(where: { $0.option == .regions && $0.value.count > 4 })
    {
        file.recipe.settings.append(Recipe.Setting(.regions, "1000"))
    }
    guard let map = try? file.recipe.map() else { return 0 }
    if let violation = map.firstViolation() { fatalError("a broken map: \(violation)") }
    _ = try? file.recipe.kernelLog()
    return 0
}
