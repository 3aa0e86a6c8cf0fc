//! Reading forms.
