"""What every page shares: access, headers, errors, assets, languages, limits and templates."""
