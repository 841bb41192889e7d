// The page of one document: not put together yet.
export {}
