import MemoryMaps

extension RecipeOption {
    /// What the option's value on the command line says.
    @Sendable func setting(_ text: String) throws -> Recipe.Setting { try Recipe.Setting(self, reading: text) }
}
