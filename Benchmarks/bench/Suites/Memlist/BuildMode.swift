enum BuildMode {
    case fresh, rebuild
}
