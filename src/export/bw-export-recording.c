/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-recording.h"

#include "export/bw-export-ecg.h"
#include "store/bw-imports.h"

/* Returns: (transfer full): %NULL with @error */
static BwEcgAnalysis *
analyse (BwLibrary          *library,
         const BwRecording  *recording,
         GError            **error)
{
  g_autoptr (GArray) samples_uv = bw_library_read_ecg (library, recording->id, error);

  if (samples_uv == NULL)
    return NULL;
  return bw_ecg_analysis_new ((const double *) (gpointer) samples_uv->data, samples_uv->len,
                              recording->rate_hz);
}

gboolean
bw_export_recording (BwLibrary                       *library,
                     const BwRecording               *recording,
                     const BwExportRecordingOptions  *options,
                     const char                      *path,
                     gboolean                        *named,
                     GCancellable                    *cancellable,
                     GError                         **error)
{
  g_autoptr (GArray) samples_nv = NULL;
  g_autoptr (BwEcgAnalysis) analysis = NULL;
  g_autofree char *name = NULL;
  g_autofree char *born = NULL;
  BwExportEcg ecg;

  g_return_val_if_fail (library != NULL && recording != NULL, FALSE);
  g_return_val_if_fail (options != NULL && path != NULL, FALSE);

  samples_nv = bw_library_read_ecg_nv (library, recording->id, error);
  if (samples_nv == NULL)
    return FALSE;
  if (options->edf && options->with_peaks)
    {
      analysis = analyse (library, recording, error);
      if (analysis == NULL)
        return FALSE;
    }
  if (options->with_person)
    {
      name = bw_library_get_characteristic (library, "name");
      born = bw_library_get_characteristic (library, "date-of-birth");
    }
  if (named != NULL)
    *named = name != NULL || born != NULL;
  ecg = (BwExportEcg) {
    .recording = recording,
    .samples_nv = (const gint32 *) (gpointer) samples_nv->data,
    .person_name = name,
    .date_of_birth = born,
    .analysis = analysis,
  };
  return options->edf ? bw_export_ecg_edf (path, &ecg, cancellable, error)
                      : bw_export_ecg_csv (path, &ecg, cancellable, error);
}
