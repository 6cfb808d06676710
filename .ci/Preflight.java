// Validates PDF files as PDF/A-1b with the preflight of PDFBox, as Debian packages it (`libpdfbox2-java`).
//
//   java -cp JARS .ci/Preflight.java FILE.pdf…            exit status 1 if any is invalid or unreadable
//   java -cp JARS .ci/Preflight.java --prove FONT.ttf     shows that good files are told from bad ones
//
// PDFBox knows parts of PDF/A-1 only: it cannot judge tags (1a), PDF/A-2 or PDF/UA, so nothing is said about those.

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.ValidationResult.ValidationError;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;
import org.apache.xmpbox.XMPMetadata;
import org.apache.xmpbox.xml.XmpSerializer;

public class Preflight {
    // Held on to: a logger that nobody holds is forgotten, and its level with it.
    private static final Logger PDFBOX = Logger.getLogger("org.apache");

    public static void main(String[] arguments) throws Exception {
        // What PDFBox logs on the way says nothing that its verdict does not.
        PDFBOX.setLevel(Level.OFF);
        boolean good;
        if (arguments.length == 2 && arguments[0].equals("--prove")) {
            good = Proof.holds(new File(arguments[1]));
        } else if (arguments.length > 0 && !arguments[0].startsWith("-")) {
            good = true;
            for (String path : arguments) {
                good &= report(path, faults(new File(path)));
            }
        } else {
            System.err.println("usage: Preflight FILE.pdf… | --prove FONT.ttf");
            System.exit(2);
            return;
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean report(String path, List<String> faults) {
        if (faults.isEmpty()) {
            System.out.println(path + ": valid PDF/A-1b");
        } else {
            System.out.println(path + ": not valid PDF/A-1b, " + faults.size() + " kinds of fault");
            faults.forEach(fault -> System.out.println("  " + fault));
        }
        return faults.isEmpty();
    }

    /** Returns what is wrong with a file, each kind of fault once: code, detail, number; nothing if it is valid. */
    static List<String> faults(File file) {
        ValidationResult result;
        try {
            PreflightParser parser = new PreflightParser(file);
            try {
                parser.parse();
                try (PreflightDocument document = parser.getPreflightDocument()) {
                    document.validate();
                    result = document.getResult();
                }
            } catch (SyntaxValidationException fault) {
                result = fault.getResult();
            }
        } catch (IOException | RuntimeException fault) {
            return List.of("unreadable: " + fault);
        }
        Map<String, Integer> kinds = new LinkedHashMap<>();
        for (ValidationError error : result.getErrorsList()) {
            kinds.merge(error.getErrorCode() + " " + error.getDetails(), 1, Integer::sum);
        }
        List<String> faults = new ArrayList<>();
        kinds.forEach((kind, times) -> faults.add(times == 1 ? kind : kind + " (" + times + " times)"));
        if (faults.isEmpty() && !result.isValid()) {
            faults.add("invalid, without a reason given");
        }
        return faults;
    }

    /** Makes one valid file and spoils it in ways that a report could be spoilt in; each has to be found. */
    private static final class Proof {
        private static final String GOOD = "good";

        static boolean holds(File font) throws Exception {
            // The code that has to be among the faults of each file, as PreflightConstants of PDFBox numbers them.
            Map<String, String> files = new LinkedHashMap<>();
            files.put(GOOD, "");
            files.put("no claim", "7.11");
            files.put("no metadata", "7.1");
            files.put("no output intent", "2.4.1");
            files.put("font not embedded", "3.1.3");
            files.put("transparency", "4.1.2");
            files.put("script", "6.2.5");
            files.put("title differs", "7.2");
            files.put("encrypted", "1.4.2");
            files.put("cut in half", "1.0");
            files.put("missing", "unreadable:");
            boolean holds = true;
            for (Map.Entry<String, String> entry : files.entrySet()) {
                File file = Files.createTempFile("preflight", ".pdf").toFile();
                try {
                    make(file, font, entry.getKey());
                    List<String> faults = faults(file);
                    boolean told = entry.getKey().equals(GOOD)
                            ? faults.isEmpty()
                            : faults.stream().anyMatch(fault -> fault.startsWith(entry.getValue() + " "));
                    System.out.println((told ? "as it should be: " : "WRONG: ") + entry.getKey() + ": "
                            + (faults.isEmpty() ? "valid" : String.join("; ", faults)));
                    holds &= told;
                } finally {
                    file.delete();
                }
            }
            return holds;
        }

        private static void make(File file, File fontFile, String fault) throws Exception {
            if (fault.equals("missing")) {
                file.delete();
                return;
            }
            try (PDDocument document = new PDDocument()) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                PDFont font = fault.equals("font not embedded") ? PDType1Font.HELVETICA : PDType0Font.load(document, fontFile);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    if (fault.equals("transparency")) {
                        PDExtendedGraphicsState half = new PDExtendedGraphicsState();
                        half.setNonStrokingAlphaConstant(0.5f);
                        content.setGraphicsStateParameters(half);
                    }
                    content.setNonStrokingColor(0.1f, 0.3f, 0.6f);
                    content.beginText();
                    content.setFont(font, 12);
                    content.newLineAtOffset(72, 720);
                    content.showText("A report");
                    content.endText();
                }
                document.getDocumentInformation().setTitle("Report");
                if (fault.equals("script")) {
                    document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.beep()"));
                }
                if (!fault.equals("no metadata")) {
                    describe(document, !fault.equals("no claim"), fault.equals("title differs") ? "Other" : "Report");
                }
                if (!fault.equals("no output intent")) {
                    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
                    PDOutputIntent intent = new PDOutputIntent(document, new ByteArrayInputStream(profile));
                    intent.setInfo("sRGB IEC61966-2.1");
                    intent.setOutputConditionIdentifier("sRGB IEC61966-2.1");
                    document.getDocumentCatalog().addOutputIntent(intent);
                }
                if (fault.equals("encrypted")) {
                    document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
                }
                document.save(file);
            }
            if (fault.equals("cut in half")) {
                byte[] whole = Files.readAllBytes(file.toPath());
                Files.write(file.toPath(), Arrays.copyOf(whole, whole.length / 2));
            }
        }

        private static void describe(PDDocument document, boolean claim, String title) throws Exception {
            XMPMetadata metadata = XMPMetadata.createXMPMetadata();
            metadata.createAndAddDublinCoreSchema().setTitle(title);
            if (claim) {
                var identification = metadata.createAndAddPFAIdentificationSchema();
                identification.setPart(1);
                identification.setConformance("B");
            }
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            new XmpSerializer().serialize(metadata, packet, true);
            PDMetadata stream = new PDMetadata(document);
            stream.importXMPMetadata(packet.toByteArray());
            document.getDocumentCatalog().setMetadata(stream);
        }
    }
}
