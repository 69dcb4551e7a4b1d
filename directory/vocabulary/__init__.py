"""The words of the field: issues, modalities, professions, their scope, evidence and cautions."""
