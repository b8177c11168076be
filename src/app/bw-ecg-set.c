/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-set.h"

#include "comparator/bw-model-in-use.h"
#include "signal/bw-ecg-analysis.h"
#include "store/bw-imports.h"

static gboolean
read_glucose (BwEcgSet   *self,
              BwLibrary  *library,
              GError    **error)
{
  self->glucose = bw_library_read_samples (library, BW_KIND_BLOOD_GLUCOSE, G_MININT64, G_MAXINT64,
                                           error);
  if (self->glucose == NULL)
    return FALSE;
  /* Their strings end with the connection. There are a handful of units and sources. */
  for (guint i = 0; i < self->glucose->len; i++)
    {
      BwSampleRow *row = &g_array_index (self->glucose, BwSampleRow, i);

      row->category = NULL;
      row->unit = g_intern_string (row->unit);
      row->source = g_intern_string (row->source);
    }
  return TRUE;
}

/* None where there is no model. */
static gboolean
read_predictions (BwEcgSet   *self,
                  BwLibrary  *library,
                  GError    **error)
{
  gint64 model_id;

  if (!bw_library_get_comparator_model_id (library, &model_id, error))
    return FALSE;
  self->predictions = model_id != 0
                        ? bw_library_read_predictions (library, model_id, error)
                        : g_array_new (FALSE, TRUE, sizeof (BwPredictionRow));
  return self->predictions != NULL;
}

static gboolean
read_all (BwEcgSet   *self,
          BwLibrary  *library,
          GError    **error)
{
  g_autoptr (GArray) unanalysed = NULL;

  self->recordings = bw_library_read_recordings (library, error);
  if (self->recordings == NULL)
    return FALSE;
  self->reader_labels = bw_library_read_reader_labels (library, error);
  if (self->reader_labels == NULL || !read_predictions (self, library, error)
      || !read_glucose (self, library, error))
    return FALSE;
  unanalysed = bw_library_list_unanalysed (library, BW_ECG_ANALYSIS_VERSION, error);
  if (unanalysed == NULL)
    return FALSE;
  self->n_unanalysed = unanalysed->len;
  self->zone = bw_library_get_zone (library);
  self->person_name = bw_library_get_characteristic (library, "name");
  self->date_of_birth = bw_library_get_characteristic (library, "date-of-birth");
  return TRUE;
}

static BwEcgSet *
set_of_nothing (void)
{
  BwEcgSet *self = g_new0 (BwEcgSet, 1);

  self->recordings = g_array_new (FALSE, TRUE, sizeof (BwRecording));
  self->reader_labels = g_array_new (FALSE, TRUE, sizeof (BwReaderLabel));
  self->predictions = g_array_new (FALSE, TRUE, sizeof (BwPredictionRow));
  self->glucose = g_array_new (FALSE, TRUE, sizeof (BwSampleRow));
  self->zone = g_time_zone_new_local ();
  return self;
}

BwEcgSet *
bw_ecg_set_new (const char    *path,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (BwEcgSet) self = NULL;
  g_autoptr (BwLibrary) library = NULL;
  gboolean read;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return set_of_nothing ();
  library = bw_library_open (path, BW_LIBRARY_READ, error);
  if (library == NULL)
    return NULL;
  self = g_new0 (BwEcgSet, 1);
  bw_library_set_cancellable (library, cancellable);
  read = read_all (self, library, error);
  bw_library_set_cancellable (library, NULL);
  return read ? g_steal_pointer (&self) : NULL;
}

void
bw_ecg_set_free (BwEcgSet *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->recordings, g_array_unref);
  g_clear_pointer (&self->reader_labels, g_array_unref);
  g_clear_pointer (&self->predictions, g_array_unref);
  g_clear_pointer (&self->glucose, g_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->person_name);
  g_free (self->date_of_birth);
  g_free (self);
}
