import { Loading } from "@/components/ui/skeleton";

export default function PublicationPage() {
  return <Loading>{null}</Loading>;
}
