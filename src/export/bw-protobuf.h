/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <protobuf-c/protobuf-c.h>

G_BEGIN_DECLS

/* What the writers of Core ML and ONNX need besides protobuf-c. A message is built of memory of
 * GLib's, which is the C library's, and freed with all that hangs on it by
 * protobuf_c_message_free_unpacked (message, NULL). */

/* A new message of @Type, whose names begin with @prefix: bw_protobuf_new (Foo__Bar, foo__bar). */
#define bw_protobuf_new(Type, prefix) bw_protobuf_take (sizeof (Type), &prefix##__descriptor)

/* Returns: (transfer full) */
gpointer bw_protobuf_take (gsize                             size,
                           const ProtobufCMessageDescriptor *descriptor);

/* Puts @item behind the @n of a repeated field, whose array grows with it:
 * bw_protobuf_append (graph, node, node) is graph->node[graph->n_node++] = node. */
#define bw_protobuf_append(message, field, item)                                                  \
  G_STMT_START                                                                                    \
  {                                                                                               \
    (message)->field = bw_protobuf_grow ((message)->field, (message)->n_##field,                  \
                                         sizeof *(message)->field);                               \
    (message)->field[(message)->n_##field++] = (item);                                            \
  }                                                                                               \
  G_STMT_END

/* @array with room for one more than its @n items of @size bytes. */
gpointer bw_protobuf_grow (gpointer array,
                           gsize    n,
                           gsize    size);

/**
 * bw_protobuf_pack:
 *
 * The same message gives the same bytes.
 *
 * Errors: %BW_ERROR_FAILED where it is beyond the 2 GiB that readers of protobuf take.
 *
 * Returns: (transfer full)
 */
GBytes *bw_protobuf_pack (const ProtobufCMessage  *message,
                          GError                 **error);

G_END_DECLS
