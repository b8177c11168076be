/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-coreml.h"
#include "export/bw-export-onnx.h"
#include "graph-eval.h"
#include "graph-samples.h"

#include <glib/gstdio.h>
#include <string.h>

/* write-graph-samples FOLDER: the graphs of graph-samples.h in each format, and beside them, as
 * NAME.golden.json, inputs and the outputs that graph-eval.h makes of them, for other programs to
 * compare with. */

#define N_ELEMENTS 5

/* N elements of the batch, one behind the other. */
static void
append_values (GString             *json,
               const BwGraphTensor *tensor,
               const GArray        *values)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (json, "\"%s\": {\"shape\": [%d", tensor->name, N_ELEMENTS);
  for (guint i = 1; i < tensor->n_dims; i++)
    g_string_append_printf (json, ", %d", (int) tensor->shape[i]);
  g_string_append (json, "], \"values\": [");
  for (guint i = 0; i < values->len; i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, "%.9g", (double) g_array_index (values, float, i));
      g_string_append_printf (json, "%s%s", i > 0 ? ", " : "", buffer);
    }
  g_string_append (json, "]}");
}

static void
append_side (GString       *json,
             const BwGraph *graph,
             const GArray  *tensors,
             GPtrArray     *values)
{
  for (guint i = 0; i < tensors->len; i++)
    {
      const guint tensor = g_array_index (tensors, guint, i);

      g_string_append (json, i > 0 ? ",\n" : "\n");
      append_values (json, bw_graph_get_tensor (graph, tensor), values->pdata[tensor]);
    }
}

static char *
make_golden (const BwGraph *graph)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  g_autoptr (GraphEval) eval = graph_eval_new (graph);
  GString *json = g_string_new (NULL);

  for (guint i = 0; i < graph->tensors->len; i++)
    g_ptr_array_add (values, g_array_new (FALSE, FALSE, sizeof (float)));
  for (guint element = 0; element < N_ELEMENTS; element++)
    {
      for (guint i = 0; i < graph->inputs->len; i++)
        {
          const guint input = g_array_index (graph->inputs, guint, i);
          const BwGraphTensor *tensor = bw_graph_get_tensor (graph, input);
          g_autofree float *x = graph_sample_make_input (tensor, rand);

          graph_eval_set (eval, tensor->name, x);
          g_array_append_vals (values->pdata[input], x, (guint) bw_graph_tensor_count (tensor));
        }
      graph_eval_run (eval);
      for (guint i = 0; i < graph->outputs->len; i++)
        {
          const guint output = g_array_index (graph->outputs, guint, i);
          const BwGraphTensor *tensor = bw_graph_get_tensor (graph, output);
          const gsize n = bw_graph_tensor_count (tensor);

          g_array_append_vals (values->pdata[output], graph_eval_get (eval, tensor->name, n),
                               (guint) n);
        }
    }

  g_string_append_printf (json, "{\"model\": \"%s\",\n\"inputs\": {", graph->title);
  append_side (json, graph, graph->inputs, values);
  g_string_append (json, "},\n\"outputs\": {");
  append_side (json, graph, graph->outputs, values);
  g_string_append (json, "}}\n");
  return g_string_free (json, FALSE);
}

static void
write_file (const char *folder,
            const char *name,
            const char *suffix,
            const char *data,
            gsize       length)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  if (argc != 2 || g_mkdir_with_parents (argv[1], 0755) != 0)
    return 2;
  for (guint i = 0; i < graph_samples_get_n (); i++)
    {
      const char *name = graph_sample_get_name (i);
      g_autoptr (BwGraph) graph = graph_sample_new (i);
      g_autofree char *golden = make_golden (graph);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) coreml = bw_export_coreml (graph, &error), onnx = NULL;

      g_assert_no_error (error);
      onnx = bw_export_onnx (graph, &error);
      g_assert_no_error (error);
      write_file (argv[1], name, ".mlmodel", g_bytes_get_data (coreml, NULL),
                  g_bytes_get_size (coreml));
      write_file (argv[1], name, ".onnx", g_bytes_get_data (onnx, NULL), g_bytes_get_size (onnx));
      write_file (argv[1], name, ".golden.json", golden, strlen (golden));
    }
  return 0;
}
