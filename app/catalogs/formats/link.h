// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/decoded.h"

namespace meshlens::catalogs {

/// Joins what several documents said, once all are read:
/// - entities of one native id (products, contracts: the highest version) become one, datasets of
/// one key too;
/// - ports get the dataset of their contract: the schema object of the port's `dataset` property or
///   name, and one port more for each further object of an output port's contract. A contract that
///   is not here is a referenced dataset `odcs://_<catalog>/<contract id>`, so that ports of two
///   products on one contract still meet;
/// - a product's input ports feed its output ports: declared edges between their datasets, limited
///   by `inputContracts` where a port has them;
/// - a product whose output ports share one contract is covered by it.
void linkBatch(Decoded &decoded, const DecodeContext &context);

/// Two descriptions of one key: what the first leaves out, the second fills in. One that says more
/// than a name goes before one that does not.
void joinDataset(mesh::Dataset &dataset, mesh::Dataset other);

} // namespace meshlens::catalogs
