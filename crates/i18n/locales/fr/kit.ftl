## Kit

kit-title = Composants
kit-light = Clair
kit-dark = Sombre
