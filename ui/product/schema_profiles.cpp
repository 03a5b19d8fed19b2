// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What sample rows say of the columns in the Schema tab.
#include "ui/parts/load.h"
#include "ui/product/column_model.h"
#include "ui/product/schema_tab.h"

namespace meshlens::ui {

/// From the samples that are kept on this computer; nothing is fetched for it.
void SchemaTab::readProfiles()
{
    const quint64 number = ++m_profiled;
    watch(this, session().cachedSamples(),
          [this, number](const Result<QList<CachedSample>> &cached) {
              if (number != m_profiled)
                  return;
              m_model->forgetProfiles();
              if (!cached)
                  return; // the Samples page says why
              for (const CachedSample &sample : *cached) {
                  const bool wanted =
                      std::ranges::any_of(m_known.datasets, [&](const mesh::Dataset &dataset) {
                          return dataset.key == sample.dataset;
                      });
                  if (wanted)
                      readProfile(sample, number);
              }
          });
}

void SchemaTab::readProfile(const CachedSample &cached, quint64 number)
{
    using Profiles = QList<samples::ColumnProfile>;
    const int rows = static_cast<int>(std::min<qint64>(cached.rows, 1'000'000));
    watch(this, session().sample(cached.dataset, rows, false),
          [this, number, key = cached.dataset](const Result<mesh::Sample> &sample) {
              if (!sample || number != m_profiled)
                  return;
              const auto future = QtConcurrent::run(
                  &loadPool(), [rows = *sample] { return samples::profile(rows); });
              watch(this, future, [this, number, key](const Profiles &profiles) {
                  if (number == m_profiled)
                      m_model->setProfiles(key, profiles);
              });
          });
}

} // namespace meshlens::ui
