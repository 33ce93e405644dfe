## Kit

kit-title = Components
kit-light = Light
kit-dark = Dark
