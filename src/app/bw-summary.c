/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-summary.h"

#include "store/bw-readings.h"
#include "store/bw-recordings.h"
#include "store/bw-rr-recordings.h"

/* In the order a person asks for them. */
static const char *const first_kinds[] = {
  BW_KIND_RMSSD, BW_KIND_SDNN,  BW_KIND_HEART_RATE,    BW_KIND_RESTING_HEART_RATE,
  BW_KIND_SLEEP, BW_KIND_STEPS, BW_KIND_ACTIVE_ENERGY, BW_KIND_BLOOD_GLUCOSE,
};

static guint
rank (const BwKindInfo *kind)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (first_kinds); i++)
    if (g_str_equal (kind->name, first_kinds[i]))
      break;
  return i;
}

static int
compare_kinds (gconstpointer a,
               gconstpointer b)
{
  const BwKindInfo *left = *(const BwKindInfo *const *) a;
  const BwKindInfo *right = *(const BwKindInfo *const *) b;
  guint left_rank = rank (left);
  guint right_rank = rank (right);

  if (left_rank != right_rank)
    return left_rank < right_rank ? -1 : 1;
  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return g_strcmp0 (left->name, right->name);
}

static gboolean
read_spans (BwSummary  *self,
            BwLibrary  *library,
            GTimeZone  *zone,
            GError    **error)
{
  if (self->counts.readings > 0)
    {
      g_autoptr (GArray) readings = bw_library_read_readings (library, G_MININT64, G_MAXINT64, error);

      if (readings == NULL)
        return FALSE;
      if (readings->len > 0)
        {
          self->readings_first_ms = g_array_index (readings, BwReadingRow, 0).start_ms;
          self->readings_last_ms
              = g_array_index (readings, BwReadingRow, readings->len - 1).start_ms;
        }
    }
  if (self->counts.ecgs > 0)
    {
      g_autoptr (GArray) recordings = bw_library_read_recordings (library, error);

      if (recordings == NULL)
        return FALSE;
      if (recordings->len > 0)
        {
          const BwRecording *first = &g_array_index (recordings, BwRecording, 0);

          self->ecgs_first_ms = bw_recording_get_shown_ms (first, zone);
          self->ecgs_last_ms = bw_recording_get_shown_ms (first + recordings->len - 1, zone);
        }
    }
  if (self->counts.rr_recordings > 0)
    {
      g_autoptr (GArray) recordings = bw_library_list_rr_recordings (library, error);

      if (recordings == NULL)
        return FALSE;
      if (recordings->len > 0)
        {
          const BwRrRecording *first = &g_array_index (recordings, BwRrRecording, 0);

          self->rr_first_ms = bw_rr_recording_get_shown_ms (first, zone);
          self->rr_last_ms = bw_rr_recording_get_shown_ms (first + recordings->len - 1, zone);
        }
    }
  return TRUE;
}

static char *
setting_or (BwLibrary  *library,
            const char *key,
            const char *otherwise)
{
  g_autofree char *value = bw_library_get_setting (library, key);

  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : g_strdup (otherwise);
}

static gboolean
read_all (BwSummary  *self,
          BwLibrary  *library,
          GError    **error)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (!bw_library_get_counts (library, &self->counts, error))
    return FALSE;
  self->kinds = bw_library_list_kinds (library, error);
  if (self->kinds == NULL)
    return FALSE;
  g_ptr_array_sort (self->kinds, compare_kinds);
  self->imports = bw_library_list_imports (library, error);
  if (self->imports == NULL)
    return FALSE;
  self->measure = setting_or (library, "measure", "auto");
  self->preset = setting_or (library, "preset", "default");
  self->zone = setting_or (library, "zone", "");
  self->score_weights = setting_or (library, "score-weights", "");
  zone = bw_library_get_zone (library);
  self->zone_in_use = g_strdup (g_time_zone_get_identifier (zone));
  return read_spans (self, library, zone, error);
}

static BwSummary *
summary_of_nothing (void)
{
  BwSummary *self = g_new0 (BwSummary, 1);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  self->kinds = g_ptr_array_new ();
  self->imports = g_ptr_array_new ();
  self->measure = g_strdup ("auto");
  self->preset = g_strdup ("default");
  self->zone = g_strdup ("");
  self->score_weights = g_strdup ("");
  self->zone_in_use = g_strdup (g_time_zone_get_identifier (zone));
  return self;
}

BwSummary *
bw_summary_new (const char    *path,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (BwSummary) self = NULL;
  g_autoptr (BwLibrary) library = NULL;
  gboolean read;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return summary_of_nothing ();
  library = bw_library_open (path, BW_LIBRARY_READ, error);
  if (library == NULL)
    return NULL;
  self = g_new0 (BwSummary, 1);
  bw_library_set_cancellable (library, cancellable);
  read = read_all (self, library, error);
  bw_library_set_cancellable (library, NULL);
  return read ? g_steal_pointer (&self) : NULL;
}

void
bw_summary_free (BwSummary *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->imports, g_ptr_array_unref);
  g_free (self->measure);
  g_free (self->preset);
  g_free (self->zone);
  g_free (self->score_weights);
  g_free (self->zone_in_use);
  g_free (self);
}

gboolean
bw_summary_is_empty (const BwSummary *self)
{
  return self->counts.records == 0 && self->counts.readings == 0 && self->counts.ecgs == 0
         && self->counts.rr_recordings == 0 && self->imports->len == 0;
}
