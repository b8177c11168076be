/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-graph-texts.h"

#include "base/bw-time.h"

#define NO_DEVICE \
  "Not a medical device: for self-review and research. It diagnoses nothing, and no treatment " \
  "may be decided by it. It was trained on one person’s own data and says nothing of anybody " \
  "else."

BwGraph *
bw_graph_texts_new (const char *title,
                    const char *description)
{
  g_autofree char *text = g_strconcat (description, ". " NO_DEVICE, NULL);

  return bw_graph_new (title, text, "Beatwise " BW_VERSION ", trained on one person’s own data",
                       "The weights belong to the person whose data they were trained on", "1");
}

void
bw_graph_texts_add_time (BwGraph    *graph,
                         const char *key,
                         gint64      time_ms)
{
  g_autofree char *text = time_ms != 0 ? bw_time_format (time_ms, 0) : g_strdup ("unknown");

  bw_graph_add_metadata (graph, key, text);
}

void
bw_graph_texts_add_numbers (BwGraph      *graph,
                            const char   *key,
                            const double *values,
                            guint         n)
{
  g_autoptr (GString) text = g_string_new ("[");
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "",
                            g_ascii_formatd (number, sizeof number, "%.9g", values[i]));
  g_string_append_c (text, ']');
  bw_graph_add_metadata (graph, key, text->str);
}

void
bw_graph_texts_add_model (BwGraph          *graph,
                          const BwModelRow *row,
                          gboolean          imported)
{
  if (imported)
    {
      g_free (graph->author);
      graph->author = g_strdup ("Whoever trained the weights, which came to Beatwise in a file");
      g_free (graph->licence);
      graph->licence = g_strdup ("That of the file which the weights came in");
    }
  bw_graph_add_metadata (graph, "not_a_medical_device", NO_DEVICE);
  bw_graph_add_metadata (graph, "made_by", "Beatwise " BW_VERSION);
  bw_graph_add_metadata (graph, "model_kind", row->kind);
  if (row->name != NULL && *row->name != '\0')
    bw_graph_add_metadata (graph, "model_name", row->name);
  bw_graph_texts_add_time (graph, "trained_from", row->from_ms);
  bw_graph_texts_add_time (graph, "trained_to", row->to_ms);
  if (row->configuration != NULL)
    bw_graph_add_metadata (graph, "configuration", row->configuration);
}
