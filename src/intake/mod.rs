//! Reading `input/`: the folder, the files that nobody vouches for, and the processes that open them.

pub mod wire;
